using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlPhys.Training;

namespace MlPhys.Scaling.Experiments;

/// <summary>One run of a scaling experiment: a point on every axis.</summary>
/// <param name="DataSet">teacher-student, digits, mnist, fashion-mnist or cifar10.</param>
/// <param name="Model">mlp or conv.</param>
/// <param name="Parametrisation">ntk, sp or mup.</param>
/// <param name="Activation">Non-linearity of hidden layers.</param>
/// <param name="Width">Units of a hidden layer; channels of a convolution.</param>
/// <param name="Depth">Hidden layers.</param>
/// <param name="Samples">Training samples D.</param>
/// <param name="Steps">Steps of descent.</param>
/// <param name="Rate">Learning rate.</param>
/// <param name="Batch">Samples in a step.</param>
/// <param name="Momentum">Momentum.</param>
/// <param name="Decay">How the rate falls.</param>
/// <param name="Loss">What is minimised.</param>
/// <param name="IsCentred">Whether outputs at the start are subtracted.</param>
/// <param name="Records">Times at which the run is measured, evenly spaced in the logarithm of the step, besides start and end.</param>
/// <param name="Probe">Samples of the fixed set on which the tangent kernel is followed; 0: none.</param>
/// <param name="Seed">Which repetition; it chooses the training samples too.</param>
public sealed record RunSpec(
    string DataSet,
    string Model,
    string Parametrisation,
    MlpActivation Activation,
    int Width,
    int Depth,
    int Samples,
    int Steps,
    double Rate,
    int Batch,
    double Momentum,
    RateDecay Decay,
    TrainingLoss Loss,
    bool IsCentred,
    int Records,
    int Probe,
    long Seed
)
{
    /// <summary>The spec as JSON with its members in alphabetical order and no spaces: equal specs give equal text.</summary>
    public string CanonicalJson()
    {
        var members = JsonSerializer.SerializeToNode(this, ExperimentJson.Options)!.AsObject();
        var sorted = new JsonObject(
            members
                .OrderBy(m => m.Key, StringComparer.Ordinal)
                .Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))
        );
        return sorted.ToJsonString(ExperimentJson.Options);
    }

    /// <summary>SHA-256 of the canonical JSON, in hexadecimal: names the run, and seeds its weights and the order of its samples.</summary>
    public string Key() => Convert.ToHexStringLower(Digest());

    /// <summary>The seed of the run: the first eight bytes of the key.</summary>
    internal long KeySeed() => System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(Digest());

    private byte[] Digest() => SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson()));
}
