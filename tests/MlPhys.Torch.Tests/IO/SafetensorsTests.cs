using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.IO;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Tensors_of_every_type_come_back()
    {
        var types = new[]
        {
            ScalarType.Bool,
            ScalarType.Byte,
            ScalarType.Int8,
            ScalarType.Int16,
            ScalarType.Int32,
            ScalarType.Int64,
            ScalarType.Float16,
            ScalarType.BFloat16,
            ScalarType.Float32,
            ScalarType.Float64,
            ScalarType.ComplexFloat32,
        };
        var tensors = types.ToDictionary(type => $"of {type}", type => (torch.rand(2, 3) * 5).to(type));
        tensors.Add("empty", torch.zeros(0, 4));
        tensors.Add("scalar", torch.tensor(2.5));
        tensors.Add("turned", torch.rand(3, 2).t());
        Safetensors.Save(file, tensors, new Dictionary<string, string> { ["made by"] = "a test" });
        var back = Safetensors.Load(file);
        Assert.Equal(tensors.Keys.Order(), back.Keys.Order());
        Assert.All(tensors, entry => Assert.True(back[entry.Key].Equals(entry.Value), entry.Key));
        Assert.Equal("a test", Safetensors.LoadMetadata(file)["made by"]);
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        Safetensors.Save(file, new Dictionary<string, Tensor> { ["x"] = torch.tensor([1f, -2]) });
        var bytes = File.ReadAllBytes(file);
        var header = """{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        Assert.Equal((header.Length + 7) / 8 * 8, BinaryPrimitives.ReadInt64LittleEndian(bytes));
        Assert.Equal(header, Encoding.UTF8.GetString(bytes[8..^8]).TrimEnd());
        Assert.Equal([0, 0, 128, 63, 0, 0, 0, 192], bytes[^8..]);
    }

    [Fact]
    public void A_module_goes_through_and_the_wrong_one_is_refused_by_name()
    {
        var source = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2));
        source.save_safetensors(file);
        var target = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2)).load_safetensors(file);
        Assert.All(source.state_dict(), entry => Assert.True(target.state_dict()[entry.Key].Equals(entry.Value)));
        var failure = Assert.Throws<InvalidOperationException>(() =>
            nn.Sequential(nn.Linear(3, 2)).load_safetensors(file)
        );
        Assert.Contains("'1.running_mean'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(
            ScalarType.Float64,
            nn.Linear(3, 2).to(ScalarType.Float64).load_safetensors(Renamed(source)).weight.dtype
        );
    }

    [Theory]
    [InlineData("", "0 bytes")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}|1234567""", "end at 8, the file at 7")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}|123456789""", "end at 8, the file at 9")]
    [InlineData(
        """{"x":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"y":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}|123456""",
        "'y' begins at 2, where the one before ends at 4"
    )]
    [InlineData(
        """{"x":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"y":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}|1234""",
        "begins at 0"
    )]
    [InlineData("""{"x":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}|1234""", "begins at 2")]
    [InlineData("""{"x":{"dtype":"U8","shape":[2],"data_offsets":[-2,0]}}|""", "begins at -2")]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}|12345678""", "needs 12 bytes")]
    [InlineData("""{"x":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}|1""", "shape [-1]")]
    [InlineData("""{"x":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}|""", "needs")]
    [InlineData(
        """{"x":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}|""",
        "the file at 0"
    )]
    [InlineData("""{"x":{"dtype":"U8","shape":[1e30],"data_offsets":[0,1]}}|1""", "not as it should be")]
    [InlineData("""{"x":{"dtype":"Q4","shape":[1],"data_offsets":[0,1]}}|1""", "unknown type 'Q4'")]
    [InlineData("""{"x":{"dtype":"U8","shape":[1]}}|1""", "not as it should be")]
    [InlineData("""{"x":{"dtype":"U8","shape":[1],"data_offsets":[0]}}|1""", "offsets [0]")]
    [InlineData(
        """{"x":{"dtype":"U8","shape":[],"data_offsets":[0,1]},"x":{"dtype":"U8","shape":[],"data_offsets":[1,2]}}|12""",
        "'x' is there twice"
    )]
    [InlineData("[1,2]|", "not as it should be")]
    [InlineData("{|", "not as it should be")]
    public void Hostile_files_are_refused(string text, string because)
    {
        var parts = text.Split('|');
        var header = Encoding.UTF8.GetBytes(parts[0]);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        File.WriteAllBytes(file, text.Length == 0 ? [] : [.. length, .. header, .. Encoding.ASCII.GetBytes(parts[1])]);
        Refused(because);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(long.MaxValue)]
    [InlineData(1UL << 40)]
    [InlineData(100UL)]
    public void A_header_that_claims_more_than_there_is_is_refused(ulong length)
    {
        var bytes = new byte[40];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        File.WriteAllBytes(file, bytes);
        Refused("its header claims");
    }

    [Fact]
    public void Any_damage_is_an_exception_of_the_documented_type()
    {
        Safetensors.Save(
            file,
            new Dictionary<string, Tensor> { ["a"] = torch.rand(3), ["b"] = torch.ones(2, ScalarType.Int64) }
        );
        var whole = File.ReadAllBytes(file);
        var damage = Gen.Choose(0, whole.Length - 17)
            .SelectMany(at => Gen.Choose(0, 255).Select(value => (at, (byte)value)));
        Prop.ForAll(
                damage.ToArbitrary(),
                change =>
                {
                    var bytes = (byte[])whole.Clone();
                    bytes[change.at] = change.Item2;
                    File.WriteAllBytes(file, bytes);
                    try
                    {
                        return Safetensors.Load(file).Count <= 2;
                    }
                    catch (InvalidDataException)
                    {
                        return true;
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private void Refused(string because)
    {
        var failure = Assert.Throws<InvalidDataException>(() => Safetensors.Load(file));
        Assert.Contains(because, failure.Message, StringComparison.Ordinal);
    }

    private string Renamed(TorchSharp.Modules.Sequential source)
    {
        Safetensors.Save(file, ((nn.Module)source[0]).state_dict());
        return file;
    }
}
