namespace MlPhys.Figures;

/// <summary>Shape of a point.</summary>
public enum MarkerSymbol
{
    /// <summary>Disc.</summary>
    Circle,

    /// <summary>Square on its side.</summary>
    Square,

    /// <summary>Square on its corner.</summary>
    Diamond,

    /// <summary>Triangle, tip up.</summary>
    Triangle,

    /// <summary>Diagonal cross.</summary>
    Cross,
}
