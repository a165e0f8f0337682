using static TorchSharp.torch;

namespace MlPhys.Curvature.Objectives;

/// <summary>A part of the data with its share of the mean.</summary>
/// <param name="Input">Inputs [n, ...].</param>
/// <param name="Target">Targets [n, ...].</param>
/// <param name="Weight">n / N.</param>
public sealed record Batch(Tensor Input, Tensor Target, double Weight);
