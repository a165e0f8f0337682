namespace MlPhys.Symmetries;

/// <summary>Which linear maps of a layer's features the rest of the network can undo.</summary>
public enum FeatureGroup
{
    /// <summary>None but permutations, or not even these.</summary>
    None,

    /// <summary>Rescaling of each feature.</summary>
    Diagonal,

    /// <summary>Every invertible matrix.</summary>
    General,
}
