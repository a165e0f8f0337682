namespace MlPhys.LocalLearning;

/// <summary>Standardised inputs of one step with their classes.</summary>
internal sealed record Batch(Activity Inputs, int[] Labels, int Classes)
{
    public int Samples => Labels.Length;

    /// <summary>One unit a class, one where the label is.</summary>
    public Activity OneHot()
    {
        var values = new float[Classes * Samples];
        for (var b = 0; b < Samples; b++)
            values[Labels[b] * Samples + b] = 1;
        return Activity.ByUnit(values, Classes, Samples);
    }
}
