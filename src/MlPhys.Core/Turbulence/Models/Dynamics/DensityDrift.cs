using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Dynamics;

/// <summary>The score by a density's program run backwards, and the gauge drift of point and score.</summary>
internal sealed class DensityDrift<T>(
    LaneProgram density,
    LaneBuffer<T> densityParameters,
    LaneProgram? gauge,
    LaneBuffer<T> gaugeParameters
) : ITileDrift<T>
    where T : unmanaged
{
    private readonly LaneMachine<T> _density = new(density, backward: true);
    private readonly LaneMachine<T>? _gauge = gauge is null ? null : new LaneMachine<T>(gauge, backward: false);
    private readonly LaneBuffer<T> _none = new(0);

    public void Evaluate(ReadOnlySpan<T> x, Span<T> drift, Span<T> score)
    {
        var lanes = LaneMachine<T>.Lanes;
        for (var i = 0; i < 8; i++)
            x.Slice(i * lanes, lanes).CopyTo(_density.Input(i));
        _density.Forward(densityParameters);
        _density.ClearPulls();
        _density.OutputPull(0).Fill(LaneMath<T>.Of(1)[0]);
        _density.Backward(densityParameters, _none);
        for (var i = 0; i < 8; i++)
            _density.InputPull(i).CopyTo(score[(i * lanes)..]);
        if (_gauge is null)
        {
            drift[..(8 * lanes)].Clear();
            return;
        }
        for (var i = 0; i < 8; i++)
        {
            x.Slice(i * lanes, lanes).CopyTo(_gauge.Input(i));
            score.Slice(i * lanes, lanes).CopyTo(_gauge.Input(8 + i));
        }
        _gauge.Forward(gaugeParameters);
        for (var i = 0; i < 8; i++)
            _gauge.Output(i).CopyTo(drift[(i * lanes)..]);
    }
}
