namespace MlPhys.Display;

/// <summary>The unit of a property's values, shown in the header of a <see cref="Table"/>.</summary>
/// <param name="unit">Unit as written in a table head, for example m/s.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class UnitAttribute(string unit) : Attribute
{
    /// <summary>Unit as written in a table head.</summary>
    public string Unit { get; } = unit;
}
