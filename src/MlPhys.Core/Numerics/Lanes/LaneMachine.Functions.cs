using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

internal sealed partial class LaneMachine<T>
{
    /// <summary>The pointwise instructions: value z = f(a, b), and what a pull on z adds to those on a and b.</summary>
    private static partial class Functions
    {
        internal interface IFunction
        {
            static virtual bool IsBinary => false;

            static abstract Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant);

            static abstract Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            );

            static virtual Vector512<T> PullB(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => default;
        }

        internal readonly struct Copy : IFunction
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) => a;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull;
        }

        internal readonly struct Add : IFunction
        {
            public static bool IsBinary => true;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) => a + b;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullB(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull;
        }

        internal readonly struct Subtract : IFunction
        {
            public static bool IsBinary => true;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) => a - b;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullB(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => -pull;
        }

        internal readonly struct Multiply : IFunction
        {
            public static bool IsBinary => true;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) => a * b;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull * b;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullB(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull * a;
        }

        internal readonly struct Divide : IFunction
        {
            public static bool IsBinary => true;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) => a / b;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull / b;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullB(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => -pull * value / b;
        }

        internal readonly struct AddScaled : IFunction
        {
            public static bool IsBinary => true;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) =>
                LaneMath<T>.MultiplyAdd(a, constant, b);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull * constant;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullB(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull;
        }

        internal readonly struct AddConstant : IFunction
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) => a + constant;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull;
        }

        internal readonly struct MultiplyConstant : IFunction
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) => a * constant;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull * constant;
        }
    }
}
