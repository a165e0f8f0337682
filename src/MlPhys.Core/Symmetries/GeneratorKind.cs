namespace MlPhys.Symmetries;

/// <summary>The kinds of symmetry generators.</summary>
public enum GeneratorKind
{
    /// <summary>Any linear map of the features between two layers.</summary>
    Mixing,

    /// <summary>A scale for each feature between two layers.</summary>
    Rescaling,

    /// <summary>A shift of each feature that later biases take back.</summary>
    Shift,

    /// <summary>The scale of what a normalisation layer receives.</summary>
    NormalisedScale,

    /// <summary>The shift of what a normalisation layer receives.</summary>
    NormalisedShift,

    /// <summary>The same affine function added to all logits.</summary>
    SoftmaxShift,
}
