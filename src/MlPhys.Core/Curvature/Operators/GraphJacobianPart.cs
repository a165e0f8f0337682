using MlPhys.Curvature.Layers;
using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>J^T C J of a batch, where J is the Jacobian of some outputs and C acts on them; the graph is kept.</summary>
/// <remarks>J v by differentiating u^T J with respect to u: two reverse passes make a forward one.</remarks>
internal sealed class GraphJacobianPart : ICurvaturePart
{
    private readonly ParameterVector parameters;
    private readonly Func<Tensor, Tensor> curvature;
    private readonly Tensor outputs;
    private readonly Tensor dummy;
    private readonly Tensor[] pulled;
    private readonly int[] tracked;

    /// <param name="parameters">What is differentiated with respect to.</param>
    /// <param name="outputs">The outputs, on the graph.</param>
    /// <param name="curvature">C on tangents [k, outputs' shape].</param>
    public GraphJacobianPart(ParameterVector parameters, Func<Tensor> outputs, Func<Tensor, Tensor> curvature)
    {
        (this.parameters, this.curvature) = (parameters, curvature);
        using var scope = NewDisposeScope();
        using var track = enable_grad();
        this.outputs = outputs();
        dummy = zeros_like(this.outputs).requires_grad_();
        pulled = [.. Gradients.Of([this.outputs], parameters, [dummy], createGraph: true)];
        tracked = [.. Enumerable.Range(0, pulled.Length).Where(i => pulled[i].requires_grad)];
        scope.Detach([this.outputs, dummy, .. pulled]);
    }

    public Tensor Multiply(Tensor rows) =>
        stack([.. Enumerable.Range(0, (int)rows.shape[0]).Select(i => Product(rows[i]))], 0);

    public void Dispose()
    {
        outputs.Dispose();
        dummy.Dispose();
        foreach (var tensor in pulled)
            tensor.Dispose();
    }

    private Tensor Product(Tensor vector)
    {
        using var scope = NewDisposeScope();
        var parts = parameters.Split(vector);
        var tangent = Gradients
            .Of(
                [.. tracked.Select(i => pulled[i])],
                [dummy],
                [.. tracked.Select(i => parts[i])],
                createGraph: false,
                retainGraph: true
            )
            .Single();
        var weighted = curvature(tangent.unsqueeze(0)).squeeze(0).detach();
        var back = Gradients.Of([outputs], parameters, [weighted], createGraph: false, retainGraph: true);
        return ParameterVector.Join(back).MoveToOuterDisposeScope();
    }
}
