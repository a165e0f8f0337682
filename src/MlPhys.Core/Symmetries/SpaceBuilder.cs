using MlPhys.Curvature.Layers;

namespace MlPhys.Symmetries;

/// <summary>A feature space while the network is read; spaces whose features are added to each other become one.</summary>
internal sealed class SpaceBuilder(int size)
{
    private SpaceBuilder? merged;
    private readonly List<MatrixView> writers = [];
    private readonly List<MatrixView> readers = [];
    private FeatureGroup exact = FeatureGroup.General;
    private FeatureGroup linearised = FeatureGroup.General;
    private bool isFixed;

    public int Size => size;

    public SpaceBuilder Root => merged?.Root ?? this;

    public void Write(MatrixView view) => AddOnce(Root.writers, view);

    public void Read(MatrixView view) => AddOnce(Root.readers, view);

    /// <summary>A function of each feature stands on the space.</summary>
    public void Restrict(FeatureGroup group) => Root.exact = (FeatureGroup)Math.Min((int)Root.exact, (int)group);

    /// <summary>Each feature has a scale of its own, in the linearised network too.</summary>
    public void RestrictToScales()
    {
        Restrict(FeatureGroup.Diagonal);
        Root.linearised = (FeatureGroup)Math.Min((int)Root.linearised, (int)FeatureGroup.Diagonal);
    }

    /// <summary>Something outside the theory sees the features.</summary>
    public void Fix() => Root.isFixed = true;

    public static SpaceBuilder Merge(SpaceBuilder a, SpaceBuilder b)
    {
        var (first, second) = (a.Root, b.Root);
        if (ReferenceEquals(first, second))
            return first;
        if (first.Size != second.Size)
        {
            first.Fix();
            second.Fix();
            return first;
        }
        second.merged = first;
        second.writers.ForEach(first.Write);
        second.readers.ForEach(first.Read);
        first.Restrict(second.exact);
        first.linearised = (FeatureGroup)Math.Min((int)first.linearised, (int)second.linearised);
        first.isFixed |= second.isFixed;
        return first;
    }

    public FeatureSpace Build()
    {
        var isFree = !isFixed && writers.Count > 0 && readers.Count > 0;
        return new FeatureSpace(
            $"{Names(writers)} -> {Names(readers)}",
            size,
            isFree ? exact : FeatureGroup.None,
            isFree ? linearised : FeatureGroup.None,
            isFree
        )
        {
            Writers = [.. writers],
            Readers = [.. readers],
        };
    }

    private static string Names(IEnumerable<MatrixView> views) =>
        string.Join(" + ", views.Select(v => LayerOf(v.Slice)).Distinct());

    private static string LayerOf(ParameterSlice slice) =>
        slice.Name.LastIndexOf('.') is > 0 and var dot ? slice.Name[..dot] : slice.Name;

    private static void AddOnce(List<MatrixView> views, MatrixView view)
    {
        if (!views.Any(v => v.Slice == view.Slice))
            views.Add(view);
    }
}
