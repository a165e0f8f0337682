using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Dynamics;

/// <summary>A drift that is one program of eight inputs and eight results.</summary>
internal sealed class ProgramDrift<T>(LaneProgram program) : ITileDrift<T>
    where T : unmanaged
{
    private readonly LaneMachine<T> _machine = new(program, backward: false);
    private readonly LaneBuffer<T> _none = new(0);

    public void Evaluate(ReadOnlySpan<T> x, Span<T> drift, Span<T> score)
    {
        var lanes = LaneMachine<T>.Lanes;
        for (var i = 0; i < 8; i++)
            x.Slice(i * lanes, lanes).CopyTo(_machine.Input(i));
        _machine.Forward(_none);
        for (var i = 0; i < 8; i++)
            _machine.Output(i).CopyTo(drift[(i * lanes)..]);
    }
}
