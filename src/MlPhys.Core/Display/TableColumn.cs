using System.Collections.Immutable;

namespace MlPhys.Display;

/// <summary>One column of a <see cref="Table"/>.</summary>
/// <param name="Name">Name in the header.</param>
/// <param name="Unit">Unit in the header; empty: none.</param>
/// <param name="Values">One value a row; null where there is none.</param>
public sealed record TableColumn(string Name, string Unit, ImmutableArray<object?> Values)
{
    /// <summary>Name with the unit in brackets where there is one.</summary>
    public string Header => Unit.Length == 0 ? Name : $"{Name} [{Unit}]";

    /// <summary>Whether every value that is there is a number.</summary>
    public bool IsNumeric => Values.Any(v => v is not null) && Values.All(v => v is null || Tables.Cell.IsNumber(v));
}
