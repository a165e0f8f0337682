using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using MlPhys.Figures;
using MlPhys.Figures.Svg;

namespace MlPhys.Core.Tests.Figures;

public class DrawingTests
{
    [Fact]
    public void A_surface_has_its_panel_for_itself()
    {
        double[] side = [0, 1];
        var figure = Figure.Titled("s").WithSurface(side, side, new double[2, 2], "z");
        Assert.Throws<ArgumentException>(() => figure.WithLine(side, side));
        Assert.Throws<ArgumentException>(() =>
            Figure.Titled("s").WithLine(side, side).WithSurface(side, side, new double[2, 2])
        );
        Assert.Contains("surface over 2 x 2 points 'z'", figure.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"scene\":\"scene\"", figure.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_and_its_markers_have_one_colour_and_the_next_curve_another()
    {
        double[] x = [1, 2, 3];
        double[] y = [1, 4, 9];
        var json = Figure.Titled("s").WithLine(x, y, "a").WithMarkers(x, y).WithLine(y, x, "b").ToJson();
        Assert.Equal(
            ["#0072b2", "#0072b2", "#d55e00"],
            from trace in JsonNode.Parse(json)!["data"]!.AsArray()
            select (string?)(trace!["marker"] ?? trace["line"])!["color"]
        );
    }

    [Fact]
    public void The_contour_of_a_cone_is_one_closed_circle()
    {
        double[] side = [.. Enumerable.Range(0, 101).Select(i => -2 + 0.04 * i)];
        var z = new double[101, 101];
        for (var i = 0; i < z.Length; i++)
            z[i / 101, i % 101] = Math.Sqrt(side[i / 101] * side[i / 101] + side[i % 101] * side[i % 101]);
        var circle = Assert.Single(MarchingSquares.Lines(side, side, z, 1.23456));
        Assert.Equal(circle[0], circle[^1]);
        Assert.All(circle, p => Assert.Equal(1.23456, Math.Sqrt(p.X * p.X + p.Y * p.Y), 1e-3));
        var length = circle
            .Zip(circle.Skip(1))
            .Sum(s => Math.Sqrt(Math.Pow(s.First.X - s.Second.X, 2) + Math.Pow(s.First.Y - s.Second.Y, 2)));
        Assert.Equal(2 * Math.PI * 1.23456, length, 1e-2);
    }

    [Fact]
    public void A_level_through_a_gap_is_an_open_line()
    {
        double[,] z =
        {
            { 0, 0, double.NaN, 0 },
            { 1, 1, 1, 1 },
        };
        var line = Assert.Single(MarchingSquares.Lines([0, 1, 2, 3], [0, 1], z, 0.25));
        Assert.Equal([(0, 0.25), (1, 0.25)], line.OrderBy(p => p.X));
    }

    [Fact]
    public void An_encoded_png_decodes_to_its_indices_and_palette()
    {
        var random = new Random(5);
        byte[] indices = [.. Enumerable.Range(0, 37 * 23).Select(_ => (byte)random.Next(256))];
        (byte, byte, byte)[] palette =
        [
            .. Enumerable.Range(0, 255).Select(i => ((byte)i, (byte)(255 - i), (byte)(i / 2))),
        ];
        var chunks = Chunks(PngEncoder.Encode(37, 23, indices, palette));
        Assert.Equal(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"], chunks.Select(c => c.Kind));
        using var zlib = new ZLibStream(new MemoryStream(chunks[3].Content), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zlib.CopyTo(raw);
        var rows = raw.ToArray().Chunk(38).ToArray();
        Assert.Equal(23, rows.Length);
        Assert.All(rows, row => Assert.Equal(0, row[0]));
        Assert.Equal(indices, rows.SelectMany(row => row[1..]));
        Assert.Equal([100, 155, 50], chunks[1].Content[300..303]);
        Assert.Equal(0, chunks[2].Content[255]);
    }

    [Fact]
    public void The_checksum_of_the_empty_last_chunk_is_the_published_one() =>
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], PngEncoder.Encode(1, 1, [0], [(0, 0, 0)])[^4..]);

    [Fact]
    public void Thinning_keeps_the_extremes_of_every_column()
    {
        var random = new Random(2);
        List<(double X, double Y)> points =
        [
            .. Enumerable.Range(0, 100_000).Select(i => (i * 0.006, random.NextDouble())),
        ];
        var thin = LineThinning.Thin(points);
        Assert.InRange(thin.Count, 1000, 4 * 1201);
        Assert.Equal(points[0], thin[0]);
        Assert.Equal(points[^1], thin[^1]);
        var kept = thin.GroupBy(p => Math.Floor(p.X / 0.5)).ToDictionary(g => g.Key);
        foreach (var column in points.GroupBy(p => Math.Floor(p.X / 0.5)))
        {
            Assert.Equal(column.Max(p => p.Y), kept[column.Key].Max(p => p.Y));
            Assert.Equal(column.Min(p => p.Y), kept[column.Key].Min(p => p.Y));
        }
    }

    [Fact]
    public void Histograms_count_every_value_and_densities_have_unit_area()
    {
        var random = new Random(4);
        double[] sample = [.. Enumerable.Range(0, 5000).Select(_ => Math.Log(random.NextDouble())), double.NaN];
        var counts = Assert.IsType<HistogramTrace>(Figure.Titled("").WithHistogram(sample).Panels[0].Traces[0]);
        Assert.Equal(5000, counts.Values.Sum());
        var density = Assert.IsType<HistogramTrace>(
            Figure.Titled("").WithHistogram(sample, 30, true).Panels[0].Traces[0]
        );
        Assert.Equal(30, density.Values.Length);
        Assert.Equal(1, density.Values.Select((v, i) => v * (density.Edges[i + 1] - density.Edges[i])).Sum(), 1e-9);
    }

    [Fact]
    public void Colour_scales_go_through_their_stops()
    {
        Assert.Equal("#440154", ColorScale.Named("viridis").At(0));
        Assert.Equal("#fde725", ColorScale.Named("Viridis").At(2));
        Assert.Equal("#fde725", ColorScale.Named("Viridis_r").At(0));
        Assert.Equal("#f7f7f7", ColorScale.Named("RdBu").At(0.5));
        Assert.Contains(
            "Cividis",
            Assert.Throws<ArgumentException>(() => ColorScale.Named("jet")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused_by_name()
    {
        var figure = Figure.Titled("");
        Assert.Contains(
            "y has 1 values, expected 2",
            Assert.Throws<ArgumentException>(() => figure.WithLine([1, 2], [1])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => figure.WithLine([1], [1], color: "red;}"));
        Assert.Throws<ArgumentException>(() => figure.WithHeatMap([1, 2], [1, 2], new double[3, 2]));
        Assert.Throws<ArgumentException>(() => figure.WithHeatMap([1, 1], [1, 2], new double[2, 2]));
        Assert.Throws<ArgumentException>(() => figure.WithXAxis("x", log: true, range: (0, 1)));
        Assert.Throws<ArgumentException>(() => Figure.Grid("", 2, []));
    }

    private static List<(string Kind, byte[] Content)> Chunks(byte[] png)
    {
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < png.Length; )
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add((System.Text.Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }
        return chunks;
    }
}
