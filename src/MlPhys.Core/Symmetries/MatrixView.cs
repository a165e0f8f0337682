using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>A parameter seen as a matrix with one row for each feature: W itself where it writes features, its transpose where it reads them.</summary>
internal sealed record MatrixView(ParameterSlice Slice, long[] Shape, int Axis)
{
    public long Features => Shape[Axis];

    /// <summary>The matrix [features, rest] of a flat vector.</summary>
    public Tensor Of(Tensor flat) => Moved(flat).reshape(Features, -1);

    /// <summary>Adds a matrix [features, rest] to a flat vector.</summary>
    public void AddTo(Tensor flat, Tensor matrix)
    {
        var place = Moved(flat);
        place.add_(matrix.view(place.shape));
    }

    /// <summary>Puts a matrix [features, rest] into a flat vector.</summary>
    public void Set(Tensor flat, Tensor matrix)
    {
        var place = Moved(flat);
        place.copy_(matrix.view(place.shape));
    }

    private Tensor Moved(Tensor flat) => flat.narrow(0, Slice.Offset, Slice.Length).view(Shape).movedim([Axis], [0]);
}
