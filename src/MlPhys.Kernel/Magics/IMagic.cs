namespace MlPhys.Kernel.Magics;

/// <summary>A command of a cell's first lines, written <c>#!name argument</c>.</summary>
internal interface IMagic
{
    /// <summary>The name without <c>#!</c>.</summary>
    string Name { get; }

    /// <summary>One line for the list of magics.</summary>
    string Summary { get; }

    /// <summary>Does its work before the rest of the cell is run.</summary>
    /// <returns>The code that is left to run; empty where the magic has used the rest itself.</returns>
    string Run(MagicContext context, string argument, string rest);
}
