namespace MlPhys.Information;

/// <summary>A way to say how much information several sets of sources share about the target.</summary>
public abstract class RedundancyMeasure
{
    private protected RedundancyMeasure(string name) => Name = name;

    /// <summary>I^sx, information by shared exclusions, the only one here with informative and misinformative parts and pointwise values.</summary>
    /// <remarks>Makkeh, Gutknecht and Wibral, Phys. Rev. E 103, 032149 (2021), equations 10 to 13.</remarks>
    public static RedundancyMeasure SharedExclusions { get; } = new SharedExclusions();

    /// <summary>I_min, the expected minimum of the specific information. Williams and Beer, arXiv 1004.2515, equation 3.</summary>
    public static RedundancyMeasure MinimumSpecificInformation { get; } = new MinimumSpecificInformation();

    /// <summary>I_mmi, the minimum of the mutual informations. Barrett, Phys. Rev. E 91, 052802 (2015), equation 25.</summary>
    public static RedundancyMeasure MinimumMutualInformation { get; } = new MinimumMutualInformation();

    /// <summary>
    /// BROJA, for two sources: unique information is the least conditional information over all distributions with the same
    /// source-target pairs. Bertschinger, Rauh, Olbrich, Jost and Ay, Entropy 16, 2161 (2014).
    /// </summary>
    public static RedundancyMeasure Broja { get; } = new Broja();

    /// <summary>All measures.</summary>
    public static IReadOnlyList<RedundancyMeasure> All =>
        [SharedExclusions, MinimumSpecificInformation, MinimumMutualInformation, Broja];

    /// <summary>Short name, such as I_sx.</summary>
    public string Name { get; }

    /// <summary>Whether the measure is defined for so many sources.</summary>
    public virtual bool Supports(int sources) => sources is >= 2 and <= 4;

    /// <summary>Largest possible error of the redundancies in bits, certified by the dual bound; 0 for closed forms.</summary>
    internal virtual double Gap(JointDistribution distribution) => 0;

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;

    /// <summary>Redundancies of antichains in bits.</summary>
    internal abstract Redundancy[] Evaluate(JointDistribution distribution, IReadOnlyList<Antichain> antichains);
}
