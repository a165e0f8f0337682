using System.Runtime.CompilerServices;

[module: SkipLocalsInit]

namespace TorchSharp;

/// <summary>Marks a generated method with the operator that it calls, for the tests and the list in the documentation.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AtenAttribute(string name) : Attribute
{
    public string Name => name;
}
