using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Graves et al. 2006: −ln of a label sequence summed over all its alignments.</summary>
public sealed class CTCLoss : Loss<Tensor, Tensor, Tensor, Tensor, Tensor>
{
    public CTCLoss(long blank = 0, bool zero_infinity = false, nn.Reduction reduction = nn.Reduction.Mean)
        : base(reduction) => (this.blank, this.zero_infinity) = (blank, zero_infinity);

    public long blank { get; }
    public bool zero_infinity { get; }

    public override Tensor forward(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths) =>
        nn.functional.ctc_loss(log_probs, targets, input_lengths, target_lengths, blank, zero_infinity, reduction);
}
