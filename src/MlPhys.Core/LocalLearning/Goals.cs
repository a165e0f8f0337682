namespace MlPhys.LocalLearning;

/// <summary>The published goals by name. Optimised ones come from the searches of Schneider et al. with 100 hidden neurons on MNIST.</summary>
/// <remarks>Values: arXiv 2412.02482 and the configurations that its authors published with it.</remarks>
public static class Goals
{
    private static readonly string[] ReceptiveContext = ["F", "C"];
    private static readonly string[] ReceptiveLateral = ["F", "L"];
    private static readonly string[] Three = ["F", "C", "L"];

    /// <summary>Output neurons: become what receptive input and label agree on.</summary>
    public static Goal Output { get; } = Two("output", ReceptiveContext, -0.2, 0.1, 1, 0.1, 0);

    /// <summary>Neurons of an associative memory: what external and internal input agree on.</summary>
    public static Goal Memory { get; } = Goal.OfAtoms(["E", "I"], [Tuple.Create("{E}{I}", 1.0)], name: "memory");

    /// <summary>Hidden neurons with receptive input and context.</summary>
    public static class Context
    {
        /// <summary>Redundancy of receptive input and context.</summary>
        public static Goal Heuristic { get; } = Two("context heuristic", ReceptiveContext, 0, 0, 1, 0, 0);

        /// <summary>The optimised goal.</summary>
        public static Goal Optimised { get; } =
            Two(
                "context optimised",
                ReceptiveContext,
                -0.09897422104624026,
                0.3916122183491769,
                0.5117811143405198,
                0.5941935589368678,
                0.08852570460263162
            );
    }

    /// <summary>Hidden neurons with receptive and lateral input: no teacher.</summary>
    public static class Lateral
    {
        /// <summary>What the receptive input alone says.</summary>
        public static Goal Heuristic { get; } = Two("lateral heuristic", ReceptiveLateral, 1, 0, 0, 0, 0);

        /// <summary>The optimised goal.</summary>
        public static Goal Optimised { get; } =
            Two(
                "lateral optimised",
                ReceptiveLateral,
                0.8280595043322676,
                -0.20382187154968667,
                0.9029595669837212,
                0.5267465629054332,
                0.13500766640505008
            );
    }

    /// <summary>Hidden neurons with receptive input, context and lateral input.</summary>
    public static class Trivariate
    {
        /// <summary>What receptive input and context share and the neighbours do not say.</summary>
        public static Goal Heuristic { get; } =
            Goal.OfAtoms(Three, [Tuple.Create("{F}{C}", 1.0)], name: "trivariate heuristic");

        /// <summary>The four weights that matter.</summary>
        public static Goal FourWeights { get; } =
            Goal.OfAtoms(
                Three,
                [
                    Tuple.Create("{F}{C}{L}", 0.33),
                    Tuple.Create("{F}{C}", 1.0),
                    Tuple.Create("{F}{L}", -1.0),
                    Tuple.Create("{FC}{FL}", -1.0),
                ],
                name: "trivariate, four weights"
            );

        /// <summary>The optimised goal: best of the tree-structured Parzen searches.</summary>
        public static Goal Optimised { get; } =
            Goal.OfAtoms(
                Three,
                [
                    Tuple.Create("{F}{C}{L}", 0.3307283306516516),
                    Tuple.Create("{F}{C}", 0.9780761799548087),
                    Tuple.Create("{F}{L}", -0.9935002057481923),
                    Tuple.Create("{C}{L}", 0.40173303106031233),
                    Tuple.Create("{F}{CL}", 0.2427806207519021),
                    Tuple.Create("{C}{FL}", 0.6255375402143335),
                    Tuple.Create("{L}{FC}", 0.47128370476190684),
                    Tuple.Create("{F}", 0.02120506738070921),
                    Tuple.Create("{C}", 0.06053998481721795),
                    Tuple.Create("{L}", -0.9469786302806626),
                    Tuple.Create("{FC}{FL}{CL}", -0.01985334149032275),
                    Tuple.Create("{FC}{FL}", -0.9676614963177035),
                    Tuple.Create("{FC}{CL}", -0.6924498112774857),
                    Tuple.Create("{FL}{CL}", 0.42701490050101726),
                    Tuple.Create("{FC}", 0.9736446648870112),
                    Tuple.Create("{FL}", 0.7369645864450716),
                    Tuple.Create("{CL}", -0.12183291675207343),
                    Tuple.Create("{FCL}", -0.21512478790202927),
                ],
                0.035001249394734923,
                "trivariate optimised"
            );

        /// <summary>The goal optimised on CIFAR-10.</summary>
        public static Goal OptimisedCifar { get; } =
            Goal.OfAtoms(
                Three,
                [
                    Tuple.Create("{F}{C}{L}", 0.9837820726191796),
                    Tuple.Create("{F}{C}", 0.6048455749515627),
                    Tuple.Create("{F}{L}", -0.21334943315606067),
                    Tuple.Create("{C}{L}", 0.24265712902806794),
                    Tuple.Create("{F}{CL}", 0.33962813939570347),
                    Tuple.Create("{C}{FL}", -0.5790385828040313),
                    Tuple.Create("{L}{FC}", 0.04999679463591504),
                    Tuple.Create("{F}", 0.03361529158166076),
                    Tuple.Create("{C}", 0.5973862257913375),
                    Tuple.Create("{L}", -0.07824457437830484),
                    Tuple.Create("{FC}{FL}{CL}", 0.4762356584665217),
                    Tuple.Create("{FC}{FL}", -0.8475447215243984),
                    Tuple.Create("{FC}{CL}", -0.3991893069538312),
                    Tuple.Create("{FL}{CL}", 0.5563392672403792),
                    Tuple.Create("{FC}", 0.2714717752741452),
                    Tuple.Create("{FL}", -0.46227689740518685),
                    Tuple.Create("{CL}", -0.06276458120619889),
                    Tuple.Create("{FCL}", -0.26289699781803655),
                ],
                name: "trivariate optimised on CIFAR-10"
            );
    }

    /// <summary>Every published goal.</summary>
    public static IReadOnlyList<Goal> All =>
        [
            Output,
            Memory,
            Context.Heuristic,
            Context.Optimised,
            Lateral.Heuristic,
            Lateral.Optimised,
            Trivariate.Heuristic,
            Trivariate.FourWeights,
            Trivariate.Optimised,
            Trivariate.OptimisedCifar,
        ];

    private static Goal Two(
        string name,
        string[] sources,
        double first,
        double second,
        double redundancy,
        double synergy,
        double residual
    )
    {
        var (a, b) = (sources[0], sources[1]);
        return Goal.OfAtoms(
            sources,
            [
                Tuple.Create($"{{{a}}}", first),
                Tuple.Create($"{{{b}}}", second),
                Tuple.Create($"{{{a}}}{{{b}}}", redundancy),
                Tuple.Create($"{{{a}{b}}}", synergy),
            ],
            residual,
            name
        );
    }
}
