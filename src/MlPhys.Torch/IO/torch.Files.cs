namespace TorchSharp;

public static partial class torch
{
    /// <summary>Writes one tensor, in TorchSharp's .NET format (TorchSharp itself writes PyTorch's pickled archive here).</summary>
    public static void save(Tensor t, string location) => t.Save(location);

    /// <summary>Reads what <see cref="save"/> wrote.</summary>
    public static Tensor load(string location) => Tensor.load(location);

    public partial class Tensor
    {
        public void save(string location) => this.Save(location);

        public static Tensor load(string location)
        {
            using var stream = File.OpenRead(location);
            using var reader = new BinaryReader(stream);
            return TensorExtensionMethods.Load(reader);
        }
    }
}
