namespace MlPhys.Figures.Labels;

/// <summary>A piece of a label on one level: -1 subscript, 0 base line, 1 superscript.</summary>
internal readonly record struct TextRun(string Text, int Level);
