namespace MlPhys.Figures;

/// <summary>Where the legend of a panel stands.</summary>
public enum LegendPlace
{
    /// <summary>In the first corner where it covers no data; beside the panel where there is none.</summary>
    Auto,

    /// <summary>No legend.</summary>
    None,

    /// <summary>Inside, top left.</summary>
    TopLeft,

    /// <summary>Inside, top right.</summary>
    TopRight,

    /// <summary>Inside, bottom left.</summary>
    BottomLeft,

    /// <summary>Inside, bottom right.</summary>
    BottomRight,

    /// <summary>Beside the panel, right.</summary>
    Outside,
}
