namespace MlPhys.Training;

/// <summary>What training minimises, averaged over samples.</summary>
public enum TrainingLoss
{
    /// <summary>-ln of the softmax probability of the class, in nats.</summary>
    CrossEntropy,

    /// <summary>Half the squared distance between output and target.</summary>
    HalfSquare,
}
