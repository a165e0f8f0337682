using MlPhys.Curvature.Layers;
using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>A batch's Hessian by differentiating its gradient again, with the gradient's graph kept.</summary>
internal sealed class GraphHessianPart : ICurvaturePart
{
    private readonly ParameterVector parameters;
    private readonly Tensor[] gradients;
    private readonly int[] tracked;

    public GraphHessianPart(Objective objective, Batch batch)
    {
        parameters = objective.Structure.Parameters;
        using var scope = NewDisposeScope();
        using var track = enable_grad();
        var loss = objective.Loss.Value(objective.Structure.Module.call(batch.Input), batch.Target);
        gradients = [.. Gradients.Of([loss], parameters, null, createGraph: true)];
        tracked = [.. Enumerable.Range(0, gradients.Length).Where(i => gradients[i].requires_grad)];
        scope.Detach(gradients);
    }

    public Tensor Multiply(Tensor rows)
    {
        if (tracked.Length == 0)
            return zeros_like(rows);
        return stack([.. Enumerable.Range(0, (int)rows.shape[0]).Select(i => Product(rows[i]))], 0);
    }

    public void Dispose()
    {
        foreach (var gradient in gradients)
            gradient.Dispose();
    }

    private Tensor Product(Tensor vector)
    {
        using var scope = NewDisposeScope();
        var parts = parameters.Split(vector);
        var products = Gradients.Of(
            [.. tracked.Select(i => gradients[i])],
            parameters,
            [.. tracked.Select(i => parts[i])],
            createGraph: false,
            retainGraph: true
        );
        return ParameterVector.Join(products).MoveToOuterDisposeScope();
    }
}
