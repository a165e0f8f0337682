namespace MlPhys.Data;

/// <summary>A set of labelled images in its published split.</summary>
/// <param name="Name">Name of the set.</param>
/// <param name="Train">Training images.</param>
/// <param name="Test">Test images.</param>
public sealed record ImageDataset(string Name, LabelledImages Train, LabelledImages Test);
