namespace MlPhys.Training;

/// <summary>How networks are trained by gradient descent.</summary>
/// <example><code>
/// TrainingPlan.Of(0.1, 2000).WithBatch(64).WithMomentum(0.9)
/// </code></example>
public sealed record TrainingPlan
{
    private TrainingPlan(double rate, int steps) => (Rate, Steps) = (rate, steps);

    /// <summary>Learning rate, before the factors of the parametrisation.</summary>
    public double Rate { get; }

    /// <summary>Steps of descent.</summary>
    public int Steps { get; }

    /// <summary>Samples in a step; 0: all.</summary>
    public int Batch { get; private init; }

    /// <summary>Momentum of the heavy ball, in [0, 1).</summary>
    public double Momentum { get; private init; }

    /// <summary>How the rate falls.</summary>
    public RateDecay Decay { get; private init; }

    /// <summary>What is minimised.</summary>
    public TrainingLoss Loss { get; private init; }

    /// <summary>Whether the outputs at the start are subtracted, so that training starts from the zero function.</summary>
    public bool IsCentred { get; private init; }

    /// <summary>A plan of full-batch descent on the cross-entropy.</summary>
    /// <param name="rate">Learning rate, positive.</param>
    /// <param name="steps">Steps, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate that is not positive and finite, or negative steps.</exception>
    public static TrainingPlan Of(double rate, int steps)
    {
        if (!(rate > 0 && double.IsFinite(rate)))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "a learning rate is positive and finite");
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        return new TrainingPlan(rate, steps);
    }

    /// <summary>Takes so many samples a step, without repetition within an epoch.</summary>
    /// <param name="samples">At least 1; as many as there are, or more, means all.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public TrainingPlan WithBatch(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        return this with { Batch = samples };
    }

    /// <summary>Adds momentum.</summary>
    /// <param name="momentum">In [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside.</exception>
    public TrainingPlan WithMomentum(double momentum)
    {
        if (!(momentum is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "momentum lies in [0, 1)");
        return this with { Momentum = momentum };
    }

    /// <summary>Lets the rate fall.</summary>
    public TrainingPlan WithDecay(RateDecay decay) => this with { Decay = decay };

    /// <summary>Chooses the loss.</summary>
    public TrainingPlan WithLoss(TrainingLoss loss) => this with { Loss = loss };

    /// <summary>Subtracts the outputs at the start.</summary>
    public TrainingPlan Centred(bool isCentred = true) => this with { IsCentred = isCentred };

    /// <summary>The rate of a step.</summary>
    internal double RateAt(int step) => Decay == RateDecay.Linear ? Rate * (Steps - step) / Steps : Rate;
}
