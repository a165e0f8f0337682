namespace MlPhys.SparseIdentification.Adaptive;

/// <summary>What a term must earn to be kept.</summary>
public enum Criterion
{
    /// <summary>Bayesian information criterion n ln(RSS/n) + k ln(n) n/(n - k - 2) (Schwarz 1978, with the correction of
    /// McQuarrie 1999 for small samples; k fitted numbers).</summary>
    Bic,

    /// <summary>Extended BIC: 2 ln(number of candidates) more a term, because the term was chosen among that many
    /// (Chen and Chen 2008).</summary>
    ExtendedBic,

    /// <summary>Akaike's criterion with the correction for small samples (Hurvich and Tsai 1989).</summary>
    Aicc,
}
