namespace MlPhys.Data;

/// <summary>The public image sets, read from the cache that <c>./build.sh data</c> fills.</summary>
public static class Datasets
{
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private static readonly string[] Clothes =
    [
        "T-shirt/top",
        "Trouser",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot",
    ];

    /// <summary>MNIST: handwritten digits, 60,000 + 10,000 images of 1 x 28 x 28 (LeCun, Bottou, Bengio and Haffner 1998).</summary>
    /// <param name="cache">The cache; null: the user's.</param>
    /// <exception cref="FileNotFoundException">The set was not fetched yet; says how to.</exception>
    /// <exception cref="InvalidDataException">A file in the cache is damaged; says what was found and expected.</exception>
    public static ImageDataset Mnist(DataCache? cache = null) =>
        ReadIdx("MNIST", DatasetCatalog.Mnist, Digits, cache ?? DataCache.Default);

    /// <summary>Fashion-MNIST: articles of clothing, 60,000 + 10,000 images of 1 x 28 x 28 (Xiao, Rasul and Vollgraf 2017).</summary>
    /// <param name="cache">The cache; null: the user's.</param>
    /// <exception cref="FileNotFoundException">The set was not fetched yet; says how to.</exception>
    /// <exception cref="InvalidDataException">A file in the cache is damaged; says what was found and expected.</exception>
    public static ImageDataset FashionMnist(DataCache? cache = null) =>
        ReadIdx("Fashion-MNIST", DatasetCatalog.FashionMnist, Clothes, cache ?? DataCache.Default);

    /// <summary>CIFAR-10: photographs of animals and vehicles, 50,000 + 10,000 images of 3 x 32 x 32 (Krizhevsky 2009).</summary>
    /// <param name="cache">The cache; null: the user's.</param>
    /// <exception cref="FileNotFoundException">The set was not fetched yet; says how to.</exception>
    /// <exception cref="InvalidDataException">A file in the cache is damaged; says what was found and expected.</exception>
    public static ImageDataset Cifar10(DataCache? cache = null)
    {
        var batches = DatasetCatalog
            .Cifar10.Files.Select(part => Content(DatasetCatalog.Cifar10, part, cache))
            .ToArray();
        return new ImageDataset(
            "CIFAR-10",
            Data.Cifar10.Parse("training part", batches[..^1]),
            Data.Cifar10.Parse("test part", batches[^1..])
        );
    }

    private static ImageDataset ReadIdx(string title, DatasetEntry entry, string[] classes, DataCache cache)
    {
        var parts = entry.Files.Select(part => Content(entry, part, cache)).ToArray();
        return new ImageDataset(
            title,
            Labelled(title, parts[0], parts[1], classes),
            Labelled(title, parts[2], parts[3], classes)
        );
    }

    private static LabelledImages Labelled(string title, byte[] images, byte[] labels, string[] classes)
    {
        var pixels = Idx.Read(new MemoryStream(images), images.Length, $"images of {title}");
        return LabelledImages.Checked(
            title,
            (1, pixels.Shape[1], pixels.Shape[2]),
            pixels.As<byte>(),
            Idx.Read(new MemoryStream(labels), labels.Length, $"labels of {title}").As<byte>(),
            classes
        );
    }

    private static byte[] Content(DatasetEntry entry, DatasetPart part, DataCache? cache)
    {
        try
        {
            return (cache ?? DataCache.Default).Read(part.File);
        }
        catch (FileNotFoundException e)
        {
            throw new FileNotFoundException($"{e.Message}; fetch it by ./build.sh data {entry.Name}", e.FileName, e);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{e.Message}; fetch it again by ./build.sh data {entry.Name}", e);
        }
    }
}
