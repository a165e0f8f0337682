using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>All parameters, one after the other, as a single vector that gradients flow through.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors) =>
                cat(tensors.Select(parameter => parameter.reshape(-1)).ToList());

            /// <summary>Writes the parts of a vector into the parameters, in order.</summary>
            /// <exception cref="ArgumentException">The vector is not as long as the parameters together.</exception>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                var parameters = tensors.ToList();
                var expected = parameters.Sum(parameter => parameter.numel());
                if (vec.shape.Length != 1 || vec.numel() != expected)
                    throw new ArgumentException(
                        $"The vector has shape [{string.Join(", ", vec.shape)}], expected [{expected}].",
                        nameof(vec)
                    );
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                var start = 0L;
                foreach (var parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, start, parameter.numel()).view(parameter.shape));
                    start += parameter.numel();
                }
            }
        }
    }
}
