using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>A family of symmetry generators: a linear map from their coefficients to tangents in parameter space.</summary>
internal interface IGenerators
{
    /// <summary>What they are.</summary>
    GeneratorKind Kind { get; }

    /// <summary>Where they act.</summary>
    string Place { get; }

    /// <summary>Number of generators.</summary>
    int Count { get; }

    /// <summary>Adds the tangent of coefficients [count] to a flat vector [P].</summary>
    void AddTangent(Tensor coefficients, Tensor flat);

    /// <summary>The transpose: coefficients [count] of a flat vector [P].</summary>
    Tensor Transposed(Tensor flat);
}
