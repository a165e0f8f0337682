namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? drop_(input, p, training).alias() : drop(input, p, training);

            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropChannels(input, p, training, inplace, spatial: 1);

            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropChannels(input, p, training, inplace, spatial: 2);

            public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropChannels(input, p, training, inplace, spatial: 3);

            public static Tensor alpha_dropout(
                Tensor input,
                double p = 0.5,
                bool training = false,
                bool inplace = false
            ) => inplace ? drop_alpha_(input, p, training).alias() : drop_alpha(input, p, training);

            public static Tensor feature_alpha_dropout(
                Tensor input,
                double p = 0.5,
                bool training = false,
                bool inplace = false
            ) => inplace ? drop_features_alpha_(input, p, training).alias() : drop_features_alpha(input, p, training);

            /// <summary>Whole channels at once; an input without a batch is taken as a batch of one.</summary>
            private static Tensor DropChannels(Tensor input, double p, bool training, bool inplace, int spatial)
            {
                var axes = input.dim();
                if (axes != spatial + 1 && axes != spatial + 2)
                    throw new ArgumentException(
                        $"The input has {axes} dimensions, expected {spatial + 1} or {spatial + 2}.",
                        nameof(input)
                    );
                using var scope = NewDisposeScope();
                var batch = axes == spatial + 2 ? input : input.unsqueeze(0);
                var dropped = inplace ? drop_features_(batch, p, training) : drop_features(batch, p, training);
                return (axes == spatial + 2 ? dropped.alias() : dropped.squeeze(0)).MoveToOuterDisposeScope();
            }
        }
    }
}
