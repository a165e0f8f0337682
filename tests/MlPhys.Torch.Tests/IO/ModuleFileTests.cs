using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlPhys.Torch.Tests.IO;

public sealed class ModuleFileTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void A_module_comes_back_from_its_file()
    {
        var source = Net(4);
        source.save(file);
        var target = Net(4);
        var loaded = new Dictionary<string, bool>();
        target.load(file, loadedParameters: loaded);
        Assert.All(
            source.state_dict().Zip(target.state_dict()),
            pair => Assert.True(pair.First.Value.Equals(pair.Second.Value))
        );
        Assert.Equal(source.state_dict().Keys, loaded.Keys);
    }

    [Fact]
    public void Another_architecture_is_refused_by_name_and_nothing_changes()
    {
        Net(4).save(file);
        Refused(Sequential(("first", Linear(3, 4)), ("extra", Linear(4, 2))), "'second.weight'", "'extra.bias'");
        Refused(Net(5), "'first.weight' has shape [4, 3], expected [5, 3]", "'second.weight'");
        Refused(Net(4).to(ScalarType.Float64), "'first.weight' is Float32 in the file, expected Float64");

        void Refused(Module<Tensor, Tensor> module, params string[] reasons)
        {
            var before = module.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
            var failure = Assert.Throws<InvalidOperationException>(() => module.load(file));
            Assert.All(reasons, reason => Assert.Contains(reason, failure.Message, StringComparison.Ordinal));
            Assert.All(module.state_dict(), entry => Assert.True(entry.Value.Equals(before[entry.Key])));
        }
    }

    [Fact]
    public void Loose_loading_takes_what_fits_and_tells_the_rest()
    {
        var source = Net(4);
        source.save(file);
        var target = Sequential(("first", Linear(3, 4)), ("other", Linear(4, 2)));
        var loaded = new Dictionary<string, bool>();
        target.load(file, strict: false, loadedParameters: loaded);
        Assert.True(target.get_parameter("first.weight")!.Equals(source.get_parameter("first.weight")!));
        Assert.False(loaded["second.weight"]);
        var (missing, unexpected) = target.load_state_dict(source.state_dict(), strict: false);
        Assert.Equal(["other.weight", "other.bias"], missing);
        Assert.Equal(["second.weight", "second.bias"], unexpected);
    }

    [Fact]
    public void Names_can_be_skipped_on_either_side()
    {
        var (source, target) = (Net(4), Net(4));
        var kept = target.get_parameter("first.weight")!.clone();
        source.save(file);
        target.load(file, skip: ["first.weight"]);
        Assert.True(target.get_parameter("first.weight")!.Equals(kept));
        Assert.True(target.get_parameter("second.weight")!.Equals(source.get_parameter("second.weight")!));
        source.save(file, skip: ["first.weight"]);
        Assert.Throws<InvalidOperationException>(() => Net(4).load(file));
    }

    [Fact]
    public void A_truncated_file_is_refused_and_nothing_changes()
    {
        Net(4).save(file);
        var bytes = File.ReadAllBytes(file);
        var target = Net(4);
        var before = nn.utils.parameters_to_vector(target.parameters()).detach();
        for (var length = 0; length < bytes.Length; length += 7)
        {
            File.WriteAllBytes(file, bytes[..length]);
            Assert.Throws<InvalidDataException>(() => target.load(file));
        }
        Assert.True(nn.utils.parameters_to_vector(target.parameters()).detach().Equals(before));
        Assert.Throws<FileNotFoundException>(() => target.load(file + ".nothing"));
    }

    private static TorchSharp.Modules.Sequential Net(long width) =>
        Sequential(("first", Linear(3, width)), ("second", Linear(width, 2)));
}
