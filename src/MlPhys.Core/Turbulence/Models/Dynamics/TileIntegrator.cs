using System.Runtime.Intrinsics;
using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;

namespace MlPhys.Turbulence.Models.Dynamics;

/// <summary>
/// Stochastic Heun steps of one tile of trajectories: order two in the mean for additive noise, which is the same in Ito's and Stratonovich's sense.
/// </summary>
/// <remarks>
/// Coloured noise is an auxiliary velocity v, dx = (k v + N) dt, dv = (k s - g v) dt + (2 g)^(1/2) dW with g = 1/memory and k = (D g)^(1/2): the density
/// f(x) exp(-|v|²/2) is stationary exactly, as f(x) is with white noise.
/// </remarks>
internal sealed unsafe class TileIntegrator<T>
    where T : unmanaged
{
    private const int Dimension = 8;
    private readonly ITileDrift<T> _drift;
    private readonly double _step;
    private readonly Vector512<T>[] _gain = new Vector512<T>[Dimension];
    private readonly Vector512<T>[] _friction = new Vector512<T>[Dimension];
    private readonly Vector512<T>[] _kick = new Vector512<T>[Dimension];
    private readonly bool _isColoured;
    private readonly LaneBuffer<T> _predicted = Rows();
    private readonly LaneBuffer<T> _predictedVelocity = Rows();
    private readonly LaneBuffer<T> _firstRate = Rows();
    private readonly LaneBuffer<T> _firstForce = Rows();
    private readonly LaneBuffer<T> _secondRate = Rows();
    private readonly LaneBuffer<T> _secondForce = Rows();
    private readonly LaneBuffer<T> _noise = Rows();
    private readonly double[] _draws = new double[Dimension * LaneMachine<T>.Lanes];

    public TileIntegrator(ITileDrift<T> drift, Noise noise, double step)
    {
        (_drift, _step, _isColoured) = (drift, step, noise.IsColoured);
        for (var i = 0; i < Dimension; i++)
        {
            var diffusion = noise.Diffusion(i);
            var friction = _isColoured ? 1 / noise.Memory(i) : 0;
            _friction[i] = LaneMath<T>.Of(friction);
            _gain[i] = LaneMath<T>.Of(_isColoured ? Math.Sqrt(diffusion * friction) : diffusion);
            _kick[i] = LaneMath<T>.Of(Math.Sqrt(2 * step * (_isColoured ? friction : diffusion)));
        }
    }

    /// <summary>Coordinates, eight rows.</summary>
    public LaneBuffer<T> X { get; } = Rows();

    /// <summary>Velocities of coloured noise, eight rows.</summary>
    public LaneBuffer<T> V { get; } = Rows();

    /// <summary>One step with noise from the stream.</summary>
    public void Step(RandomStream random)
    {
        random.FillGaussian(_draws);
        LaneVectors<T>.Round(_draws, _noise);
        Rates(X, V, _firstRate, _firstForce);
        Move(X, _predicted, _firstRate, _firstRate, kicked: !_isColoured);
        if (_isColoured)
            Move(V, _predictedVelocity, _firstForce, _firstForce, kicked: true);
        Rates(_predicted, _predictedVelocity, _secondRate, _secondForce);
        Move(X, X, _firstRate, _secondRate, kicked: !_isColoured);
        if (_isColoured)
            Move(V, V, _firstForce, _secondForce, kicked: true);
    }

    /// <summary>The rate of x, and that of v where noise is coloured.</summary>
    private void Rates(LaneBuffer<T> x, LaneBuffer<T> v, LaneBuffer<T> rate, LaneBuffer<T> force)
    {
        _drift.Evaluate(x.Span, rate.Span, force.Span);
        var lanes = LaneMachine<T>.Lanes;
        for (var i = 0; i < Dimension; i++)
        for (var at = i * lanes; at < (i + 1) * lanes; at += Vector512<T>.Count)
        {
            var score = Vector512.Load(force.At + at);
            var velocity = Vector512.Load(v.At + at);
            var push = _isColoured ? velocity : score;
            (Vector512.Load(rate.At + at) + _gain[i] * push).Store(rate.At + at);
            if (_isColoured)
                (_gain[i] * score - _friction[i] * velocity).Store(force.At + at);
        }
    }

    private void Move(LaneBuffer<T> from, LaneBuffer<T> to, LaneBuffer<T> first, LaneBuffer<T> second, bool kicked)
    {
        var half = LaneMath<T>.Of(0.5 * _step);
        var lanes = LaneMachine<T>.Lanes;
        for (var i = 0; i < Dimension; i++)
        {
            var kick = kicked ? _kick[i] : Vector512<T>.Zero;
            for (var at = i * lanes; at < (i + 1) * lanes; at += Vector512<T>.Count)
            {
                var rate = Vector512.Load(first.At + at) + Vector512.Load(second.At + at);
                (Vector512.Load(from.At + at) + half * rate + kick * Vector512.Load(_noise.At + at)).Store(to.At + at);
            }
        }
    }

    private static LaneBuffer<T> Rows() => new(Dimension * LaneMachine<T>.Lanes);
}
