using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.IO;

public sealed class TensorFileTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData(ScalarType.Bool)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.ComplexFloat32)]
    [InlineData(ScalarType.ComplexFloat64)]
    public void A_tensor_of_any_type_comes_back(ScalarType type)
    {
        foreach (var shape in new long[][] { [], [0, 3], [2, 3, 4] })
        {
            var x = (torch.rand(shape) * 5).to(type);
            torch.save(x, file);
            Assert.True(torch.load(file).Equals(x));
        }
    }

    [Fact]
    public void Strides_and_lazy_conjugation_are_resolved()
    {
        var x = torch.arange(6, ScalarType.Float64).reshape(2, 3) * new System.Numerics.Complex(1, 2);
        torch.save(x.t().conj(), file);
        Assert.True(torch.load(file).Equals(x.t().conj().resolve_conj().contiguous()));
    }

    [Fact]
    public void The_bytes_are_those_of_torchsharp()
    {
        torch.save(
            torch.tensor(
                new float[,]
                {
                    { 1, -2 },
                }
            ),
            file
        );
        // Element type 6 (float32), two dimensions, sizes 1 and 2, then the numbers.
        Assert.Equal([6, 2, 1, 2, 0, 0, 128, 63, 0, 0, 0, 192], File.ReadAllBytes(file));
    }

    [Fact]
    public void Damaged_files_are_refused_before_memory_is_taken()
    {
        Refused([6, 2, 1, 2, 0, 0, 128, 63], "8 bytes");
        Refused([99, 0], "unknown element type 99");
        Refused([6, 100], "100 dimensions");
        Refused([6, 2, 255, 255, 255, 255, 255, 255, 255, 127, 255, 255, 255, 255, 255, 255, 255, 127], "left");
        File.WriteAllBytes(file, []);
        Assert.Throws<InvalidDataException>(() => torch.load(file));

        void Refused(byte[] bytes, string because)
        {
            File.WriteAllBytes(file, bytes);
            var failure = Assert.Throws<InvalidDataException>(() => torch.load(file));
            Assert.Contains(because, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_tensor_is_loaded_into_one_like_it_only()
    {
        torch.tensor([1.0, 2]).Save(file);
        var into = torch.zeros(2, ScalarType.Float64);
        Read(into);
        Assert.Equal([1.0, 2], into.data<double>().ToArray());
        Assert.Throws<ArgumentException>(() => Read(torch.zeros(2)));
        Assert.Throws<ArgumentException>(() => Read(torch.zeros(3, ScalarType.Float64)));

        void Read(Tensor tensor)
        {
            using var reader = new BinaryReader(File.OpenRead(file));
            tensor.Load(reader);
        }
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        torch.save(torch.ones(2), file);
        Assert.ThrowsAny<Exception>(() =>
            Safetensors.Save(file, new Dictionary<string, Tensor> { ["z"] = torch.zeros(1, ScalarType.ComplexFloat64) })
        );
        Assert.Equal(2, torch.load(file).sum().item<float>());
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(file)!, $"{Path.GetFileName(file)}*.part"));
    }
}
