using System.Text.Json;
using MlPhys.Data;

namespace MlPhys.Core.Tests.Data;

public sealed class Cifar10Tests : IDisposable
{
    private const int Images = 4;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Binary_batches_are_labels_and_planes()
    {
        var batch = Batch();
        var images = Cifar10.ReadBinary(folder.Write("1.bin", batch), folder.Write("2.bin", batch[..3073]));
        Assert.Equal((5, 3, 32, 32), (images.Count, images.Channels, images.Height, images.Width));
        Assert.Equal([0, 3, 6, 9, 0], images.Labels);
        Assert.Equal(batch[1..3073], images.Pixels[..3072]);
        Assert.Equal([2, 0, 0, 1, 0, 0, 1, 0, 0, 1], images.ClassCounts());
        Assert.Equal("frog", images.Classes[images.Labels[2]]);
        Assert.Equal(batch[3074 + 5] / 255f, images.Image(1)[5]);
        Assert.Equal(images.Image(1), images.ToFloats()[3072..6144]);
        Assert.Equal(2, images.Take(2).Count);
        var rest = images.Skip(3);
        Assert.Equal((2, 9), (rest.Count, rest.Labels[0]));
        Assert.Equal(images.Image(4), rest.Image(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Skip(6));
    }

    [Fact]
    public void PNG_batches_give_the_same_images()
    {
        var png = folder.Write("b.png", Drawn());
        var labels = folder.Write("labels.json", JsonSerializer.Serialize(new[] { 5, 5, 0, 3, 6, 9, 5 }));
        var (one, two) = (
            Cifar10.ReadPng(png, labels, firstLabel: 2),
            Cifar10.ReadBinary(folder.Write("1.bin", Batch()))
        );
        Assert.Equal(two.Pixels, one.Pixels);
        Assert.Equal(two.Labels, one.Labels);
        Assert.Equal(Batch(), Cifar10.Repack(File.ReadAllBytes(png), File.ReadAllBytes(labels), 2, "b"));
    }

    [Fact]
    public void Bad_batches_are_said()
    {
        Said("expected a multiple of 3073", () => Cifar10.ReadBinary(folder.Write("1.bin", Batch()[..^1])));
        Said("0 bytes", () => Cifar10.ReadBinary(folder.Write("1.bin", "")));
        var bad = Batch();
        bad[3073] = 10;
        Said("label 10 of image 1, expected 0 to 9", () => Cifar10.ReadBinary(folder.Write("1.bin", bad)));
        var png = folder.Write("b.png", Drawn());
        Said("3 labels", () => Cifar10.ReadPng(png, folder.Write("l.json", "[1,2,3]")));
        Said("labels of", () => Cifar10.ReadPng(png, folder.Write("l.json", "[1,2,")));
        Said("labels of", () => Cifar10.ReadPng(png, folder.Write("l.json", "[1,2,3,300]")));
        var narrow = folder.Write("n.png", PngWriter.Write(1, 4, 3, new byte[12], _ => 0));
        Said("4 columns of 3 channels", () => Cifar10.ReadPng(narrow, folder.Write("l.json", "[1]")));
        Assert.Throws<FileNotFoundException>(() => Cifar10.ReadBinary(folder["none.bin"]));
    }

    private static void Said(string said, Func<object> read) =>
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => read()).Message, StringComparison.Ordinal);

    private static byte Pixel(int image, int plane, int at) => (byte)(image * 31 + plane * 77 + at * at);

    /// <summary>Label, then planes of red, green and blue.</summary>
    private static byte[] Batch() =>
        [
            .. from image in Enumerable.Range(0, Images)
            from value in new[] { (byte)(3 * image) }.Concat(
                from plane in Enumerable.Range(0, 3)
                from at in Enumerable.Range(0, 1024)
                select Pixel(image, plane, at)
            )
            select value,
        ];

    /// <summary>One image a row, colours interleaved.</summary>
    private static byte[] Drawn()
    {
        byte[] pixels =
        [
            .. from image in Enumerable.Range(0, Images)
            from at in Enumerable.Range(0, 1024)
            from plane in Enumerable.Range(0, 3)
            select Pixel(image, plane, at),
        ];
        return PngWriter.Write(Images, 1024, 3, pixels, row => row + 1);
    }
}
