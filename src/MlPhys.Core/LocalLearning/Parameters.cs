namespace MlPhys.LocalLearning;

/// <summary>Numbers that are learned, with the two moments that Adam keeps of their gradients.</summary>
internal sealed class Parameters(int count)
{
    public float[] Values { get; } = new float[count];

    public float[] Mean { get; } = new float[count];

    public float[] Square { get; } = new float[count];
}
