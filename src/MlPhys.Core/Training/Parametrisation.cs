namespace MlPhys.Training;

/// <summary>How weights, multipliers and learning rates of a network scale with its width, under gradient descent.</summary>
/// <remarks>Each is a choice of abc: theta times a multiplier, its initial variance, its rate (Yang and Hu, "Tensor Programs IV", 2021).</remarks>
public abstract record Parametrisation
{
    private Parametrisation(string name) => Name = name;

    /// <summary>Short name: ntk, sp or mup.</summary>
    public string Name { get; }

    /// <summary>NTK parametrisation: z = sw W a / sqrt(fan-in) + sb b with standard normal W and b (Jacot, Gabriel and Hongler 2018).</summary>
    /// <param name="weightVariance">sw2.</param>
    /// <param name="biasVariance">sb2; with 0 the biases are kept at zero.</param>
    public static Parametrisation Ntk(double weightVariance = 2, double biasVariance = 0) =>
        new NtkParametrisation(weightVariance, biasVariance);

    /// <summary>Standard parametrisation: variance of the weights by fan-in, no multipliers, one rate; biases start at zero.</summary>
    /// <param name="weightVariance">Variance times the fan-in; 2 suits ReLU (He et al. 2015).</param>
    public static Parametrisation Standard(double weightVariance = 2) => new StandardParametrisation(weightVariance);

    /// <summary>Maximal-update parametrisation for gradient descent; equals the standard one at the base width.</summary>
    /// <remarks>
    /// The readout is multiplied by sqrt(n0 / n); input matrix and hidden biases learn faster by n / n0
    /// (Yang et al., "Tensor Programs V", 2022, table 3).
    /// </remarks>
    /// <param name="baseWidth">n0, at least 1.</param>
    /// <param name="weightVariance">Variance times the fan-in.</param>
    /// <exception cref="ArgumentOutOfRangeException">A base width below 1.</exception>
    public static Parametrisation MaximalUpdate(int baseWidth = 64, double weightVariance = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(baseWidth, 1);
        return new MaximalUpdateParametrisation(baseWidth, weightVariance);
    }

    /// <summary>The parametrisation of a name, with its usual constants.</summary>
    /// <param name="name">ntk, sp or mup.</param>
    /// <exception cref="ArgumentException">Another name.</exception>
    public static Parametrisation Named(string name) =>
        name switch
        {
            "ntk" => Ntk(),
            "sp" => Standard(),
            "mup" => MaximalUpdate(),
            _ => throw new ArgumentException($"no parametrisation '{name}', expected ntk, sp or mup", nameof(name)),
        };

    /// <summary>The scales of one layer of a perceptron.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="layer">Layer with weights, from 0.</param>
    public LayerScale Of(MlpShape shape, int layer) => Of(shape.Sizes[layer], shape.Width, RoleOf(layer, shape.Depth));

    /// <summary>The scales of one layer.</summary>
    /// <param name="fanIn">Numbers that one unit sums over.</param>
    /// <param name="width">Units of hidden layers, or channels.</param>
    /// <param name="role">Where the layer stands.</param>
    public abstract LayerScale Of(int fanIn, int width, LayerRole role);

    /// <summary>The role of a layer of a network.</summary>
    internal static LayerRole RoleOf(int layer, int depth) =>
        layer == 0 ? LayerRole.Input
        : layer == depth ? LayerRole.Readout
        : LayerRole.Hidden;

    /// <summary>Powers of the width by which each layer's pre-activations move in the first steps.</summary>
    /// <param name="depth">Number of hidden layers.</param>
    internal abstract double[] CoordinateExponents(int depth);

    /// <summary>Factors that make a kernel by acting weights one by theta, layer by layer: weight, bias.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="withRates">Whether learning rates count: the kernel that drives gradient descent, needed for muP.</param>
    public (double Weight, double Bias)[] KernelFactors(MlpShape shape, bool withRates = true) =>
        [
            .. Enumerable
                .Range(0, shape.Layers)
                .Select(layer => Of(shape, layer))
                .Select(scale =>
                    withRates
                        ? (scale.Weight.ActingRate, scale.Bias.ActingRate)
                        : (scale.Weight.KernelFactor, scale.Bias.KernelFactor)
                ),
        ];

    private sealed record NtkParametrisation(double WeightVariance, double BiasVariance) : Parametrisation("ntk")
    {
        internal override double[] CoordinateExponents(int depth) => [-0.5, .. Enumerable.Repeat(-0.5, depth - 1), 0];

        public override LayerScale Of(int fanIn, int width, LayerRole role) =>
            new(new TensorScale(1, Math.Sqrt(WeightVariance / fanIn)), new TensorScale(1, Math.Sqrt(BiasVariance)));
    }

    private sealed record StandardParametrisation(double WeightVariance) : Parametrisation("sp")
    {
        internal override double[] CoordinateExponents(int depth) => [-0.5, .. Enumerable.Repeat(0.5, depth - 1), 1];

        public override LayerScale Of(int fanIn, int width, LayerRole role) =>
            new(new TensorScale(Math.Sqrt(WeightVariance / fanIn)), new TensorScale(0));
    }

    private sealed record MaximalUpdateParametrisation(int BaseWidth, double WeightVariance) : Parametrisation("mup")
    {
        internal override double[] CoordinateExponents(int depth) => [0, .. Enumerable.Repeat(0.0, depth - 1), 0];

        public override LayerScale Of(int fanIn, int width, LayerRole role)
        {
            var growth = width / (double)BaseWidth;
            var deviation = Math.Sqrt(WeightVariance / fanIn);
            return role switch
            {
                LayerRole.Input => new(new TensorScale(deviation, 1, growth), new TensorScale(0, 1, growth)),
                LayerRole.Hidden => new(new TensorScale(deviation), new TensorScale(0, 1, growth)),
                _ => new(new TensorScale(deviation, Math.Sqrt(1 / growth)), new TensorScale(0)),
            };
        }
    }
}
