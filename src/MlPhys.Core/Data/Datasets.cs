using System.Globalization;
using System.Text;

namespace MlPhys.Data;

/// <summary>The public image sets, read from the cache that <c>./build.sh data</c> fills.</summary>
public static class Datasets
{
    private static readonly string[] DigitNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

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
        ReadIdx("MNIST", DatasetCatalog.Mnist, DigitNames, cache ?? DataCache.Default);

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

    /// <summary>Handwritten digits of 1 x 8 x 8 in 17 levels of grey, 1297 + 500 images (Alpaydin and Kaynak 1998, test part of the UCI set).</summary>
    /// <remarks>The file has no split: the last 500 images serve as test part. Level v is stored as 15 v.</remarks>
    /// <param name="cache">The cache; null: the user's.</param>
    /// <exception cref="FileNotFoundException">The set was not fetched yet; says how to.</exception>
    /// <exception cref="InvalidDataException">The file in the cache is damaged; says what was found and expected.</exception>
    public static ImageDataset Digits(DataCache? cache = null)
    {
        var text = Encoding.ASCII.GetString(Content(DatasetCatalog.Digits, DatasetCatalog.Digits.Files[0], cache));
        var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(',').Select(cell => byte.Parse(cell, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        return new ImageDataset("digits", Part(rows[..^500]), Part(rows[^500..]));

        static LabelledImages Part(byte[][] rows) =>
            LabelledImages.Checked(
                "digits",
                (1, 8, 8),
                [.. rows.SelectMany(row => row[..64].Select(v => (byte)(15 * v)))],
                [.. rows.Select(row => row[64])],
                DigitNames
            );
    }

    /// <summary>The set of a name: mnist, fashion-mnist, cifar10 or digits.</summary>
    /// <param name="name">Name as <c>./build.sh data</c> takes it.</param>
    /// <param name="cache">The cache; null: the user's.</param>
    /// <exception cref="ArgumentException">There is no such set.</exception>
    /// <exception cref="FileNotFoundException">The set was not fetched yet; says how to.</exception>
    public static ImageDataset Named(string name, DataCache? cache = null) =>
        DatasetCatalog.Named(name) switch
        {
            var entry when entry == DatasetCatalog.Mnist => Mnist(cache),
            var entry when entry == DatasetCatalog.FashionMnist => FashionMnist(cache),
            var entry when entry == DatasetCatalog.Digits => Digits(cache),
            _ => Cifar10(cache),
        };

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
