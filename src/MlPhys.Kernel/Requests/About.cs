using System.Runtime.InteropServices;
using FSharp.Compiler.CodeAnalysis;

namespace MlPhys.Kernel.Requests;

/// <summary>The versions of the kernel and of what it stands on.</summary>
internal static class About
{
    public static string Version { get; } = typeof(About).Assembly.GetName().Version!.ToString(3);

    /// <summary>The F# language version: the compiler service numbers it 43.LANGUAGE.BUILD, with 12 for F# 10.</summary>
    public static string LanguageVersion { get; } =
        LanguageOf(typeof(Microsoft.FSharp.Core.Unit).Assembly.GetName().Version!);

    public static string Text { get; } =
        $"""
            MlPhys {Version}: F# {LanguageVersion} in Jupyter
            compiler service {typeof(FSharpChecker).Assembly.GetName().Version}
            {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture})
            """;

    private static string LanguageOf(Version core) => $"{core.Major}.{core.Minor}";
}
