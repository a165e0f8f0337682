namespace MlPhys.Training;

/// <summary>Where a layer stands in a network.</summary>
public enum LayerRole
{
    /// <summary>It reads the inputs.</summary>
    Input,

    /// <summary>Between hidden layers.</summary>
    Hidden,

    /// <summary>It gives the outputs.</summary>
    Readout,
}
