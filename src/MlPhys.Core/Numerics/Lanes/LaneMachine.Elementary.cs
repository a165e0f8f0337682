using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

internal sealed partial class LaneMachine<T>
{
    private static partial class Functions
    {
        internal readonly struct Exp : IFunction
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) =>
                LaneMath<T>.Exp(a);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull * value;
        }

        internal readonly struct Log : IFunction
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) =>
                LaneMath<T>.Log(a);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull / a;
        }

        internal readonly struct Sqrt : IFunction
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) =>
                Vector512.Sqrt(a);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => LaneMath<T>.Of(0.5) * pull / value;
        }

        internal readonly struct Sin : IFunction
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) =>
                LaneAngles<T>.SinCos(a).Sin;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull * LaneAngles<T>.SinCos(a).Cos;
        }

        internal readonly struct Cos : IFunction
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) =>
                LaneAngles<T>.SinCos(a).Cos;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => -pull * LaneAngles<T>.SinCos(a).Sin;
        }

        internal readonly struct Tanh : IFunction
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) =>
                LaneMath<T>.Tanh(a);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull * (LaneMath<T>.Of(1) - value * value);
        }

        internal readonly struct Softplus : IFunction
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) =>
                LaneMath<T>.Softplus(a).Value;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull * LaneMath<T>.Softplus(a).Slope;
        }

        internal readonly struct Angle : IFunction
        {
            public static bool IsBinary => true;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) =>
                LaneMath<T>.Angle(a, b);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => -pull * b / (a * a + b * b);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullB(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => pull * a / (a * a + b * b);
        }

        internal readonly struct Maximum : IFunction
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> Value(Vector512<T> a, Vector512<T> b, Vector512<T> constant) =>
                Vector512.MaxNative(a, constant);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Vector512<T> PullA(
                Vector512<T> a,
                Vector512<T> b,
                Vector512<T> constant,
                Vector512<T> value,
                Vector512<T> pull
            ) => Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(a, constant), pull, Vector512<T>.Zero);
        }
    }
}
