using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public enum NonLinearities
        {
            ReLU = 0,
            Tanh = 1,
        }

        public static RNN RNN(
            long inputSize,
            long hiddenSize,
            long numLayers = 1,
            NonLinearities nonLinearity = NonLinearities.Tanh,
            bool bias = true,
            bool batchFirst = false,
            double dropout = 0.0,
            bool bidirectional = false,
            Device? device = null,
            ScalarType? dtype = null
        ) =>
            new(
                nonLinearity,
                owner =>
                    new(
                        owner,
                        1,
                        inputSize,
                        hiddenSize,
                        numLayers,
                        bias,
                        batchFirst,
                        dropout,
                        bidirectional,
                        device,
                        dtype
                    )
            );

        public static GRU GRU(
            long inputSize,
            long hiddenSize,
            long numLayers = 1,
            bool bias = true,
            bool batchFirst = false,
            double dropout = 0.0,
            bool bidirectional = false,
            Device? device = null,
            ScalarType? dtype = null
        ) =>
            new(owner =>
                new(owner, 3, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype)
            );

        public static LSTM LSTM(
            long inputSize,
            long hiddenSize,
            long numLayers = 1,
            bool bias = true,
            bool batchFirst = false,
            double dropout = 0.0,
            bool bidirectional = false,
            Device? device = null,
            ScalarType? dtype = null
        ) =>
            new(owner =>
                new(owner, 4, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype)
            );
    }
}
