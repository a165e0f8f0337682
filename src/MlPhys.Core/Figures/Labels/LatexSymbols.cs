using System.Collections.Frozen;

namespace MlPhys.Figures.Labels;

/// <summary>LaTeX commands that are one Unicode character, or an accent over the next.</summary>
internal static class LatexSymbols
{
    private const string Symbols =
        "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ "
        + "pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ "
        + "Upsilon Υ Phi Φ Psi Ψ Omega Ω partial ∂ nabla ∇ infty ∞ hbar ℏ ell ℓ langle ⟨ rangle ⟩ times × cdot · pm ± mp ∓ le ≤ leq ≤ "
        + "ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ sim ∼ simeq ≃ propto ∝ equiv ≡ ll ≪ gg ≫ to → rightarrow → leftarrow ← leftrightarrow ↔ "
        + "in ∈ sum ∑ prod ∏ int ∫ oint ∮ sqrt √ dagger † circ ° degree ° prime ′ parallel ∥ perp ⊥ otimes ⊗ oplus ⊕ angle ∠ star ⋆ "
        + "ast ∗ bullet • dots … ldots … cdots ⋯ forall ∀ exists ∃ Re ℜ Im ℑ mid | vert | lVert ‖ rVert ‖ AA Å cap ∩ cup ∪ subset ⊂ setminus ∖ wedge ∧ vee ∨ top ⊤ bot ⊥ mapsto ↦";

    private const string AccentMarks =
        "dot \u0307 ddot \u0308 hat \u0302 bar \u0304 overline \u0304 tilde \u0303 vec \u20D7";

    /// <summary>Character by command, without the backslash.</summary>
    public static FrozenDictionary<string, string> Characters { get; } = Pairs(Symbols);

    /// <summary>Combining mark by command.</summary>
    public static FrozenDictionary<string, string> Accents { get; } = Pairs(AccentMarks);

    /// <summary>Commands that only change the font: their argument is kept.</summary>
    public static FrozenSet<string> Fonts { get; } =
        FrozenSet.Create(
            StringComparer.Ordinal,
            "mathrm",
            "mathbf",
            "mathit",
            "mathcal",
            "text",
            "textrm",
            "mathsf",
            "boldsymbol",
            "operatorname",
            "left",
            "right"
        );

    /// <summary>Functions written upright: the command's own name.</summary>
    public static FrozenSet<string> Functions { get; } =
        FrozenSet.Create(
            StringComparer.Ordinal,
            "log",
            "ln",
            "exp",
            "sin",
            "cos",
            "tan",
            "tanh",
            "max",
            "min",
            "det",
            "lim"
        );

    private static FrozenDictionary<string, string> Pairs(string list) =>
        list.Split(' ').Chunk(2).ToFrozenDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
}
