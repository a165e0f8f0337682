namespace MlPhys.Numerics.Differential;

/// <summary>How a stochastic equation (in the sense of Ito) is stepped.</summary>
public enum SdeScheme
{
    /// <summary>Euler-Maruyama: strong order 1/2 (1 for additive noise), weak order 1.</summary>
    EulerMaruyama,

    /// <summary>Milstein without derivatives, for additive and diagonal noise: strong and weak order 1 (Kloeden and Platen 1992, 11.1.3).</summary>
    Milstein,

    /// <summary>Platen's explicit scheme of weak order 2, for any noise (Kloeden and Platen 1992, 15.1.1 and 15.1.3).</summary>
    Platen,
}
