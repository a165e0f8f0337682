using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>x where the target is 1, max(0, margin − x) where it is −1.</summary>
public sealed class HingeEmbeddingLoss : Loss<Tensor, Tensor, Tensor>
{
    public HingeEmbeddingLoss(double margin = 1.0, nn.Reduction reduction = nn.Reduction.Mean)
        : base(reduction) => this.margin = margin;

    public double margin { get; }

    public override Tensor forward(Tensor input, Tensor target) =>
        nn.functional.hinge_embedding_loss(input, target, margin, reduction);
}

/// <summary>max(0, −y (x₁ − x₂) + margin)</summary>
public sealed class MarginRankingLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    public MarginRankingLoss(double margin = 0.0, nn.Reduction reduction = nn.Reduction.Mean)
        : base(reduction) => this.margin = margin;

    public double margin { get; }

    public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
        nn.functional.margin_ranking_loss(input1, input2, target, margin, reduction);
}

/// <summary>1 − cos where the target is 1, max(0, cos − margin) where it is −1.</summary>
public sealed class CosineEmbeddingLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    public CosineEmbeddingLoss(double margin = 0.0, nn.Reduction reduction = nn.Reduction.Mean)
        : base(reduction) => this.margin = margin;

    public double margin { get; }

    public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
        nn.functional.cosine_embedding_loss(input1, input2, target, margin, reduction);
}

/// <summary>max(0, |a − p| − |a − n| + margin)</summary>
public sealed class TripletMarginLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    public TripletMarginLoss(
        double margin = 1.0,
        long p = 2,
        double eps = 1e-06,
        bool swap = false,
        nn.Reduction reduction = nn.Reduction.Mean
    )
        : base(reduction) => (this.margin, this.p, this.eps, this.swap) = (margin, p, eps, swap);

    public double margin { get; }
    public long p { get; }
    public double eps { get; }
    public bool swap { get; }

    public override Tensor forward(Tensor anchor, Tensor positive, Tensor negative) =>
        nn.functional.triplet_margin_loss(anchor, positive, negative, margin, p, eps, swap, reduction);
}
