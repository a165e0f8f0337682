namespace MlPhys.Display;

/// <summary>A result that knows how it looks in a notebook, on a page and in a terminal.</summary>
public interface IDisplayable
{
    /// <summary>The same content in every form that a host may ask for, richest form left to the host's choice.</summary>
    DisplayBundle ToDisplay();
}
