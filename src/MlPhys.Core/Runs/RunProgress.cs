namespace MlPhys.Runs;

/// <summary>Where a long run stands.</summary>
/// <param name="Stage">What is being done, in the user's words ("training", "sampling").</param>
/// <param name="Done">Units of work done.</param>
/// <param name="Total">Units of work in all; 0: not known.</param>
/// <param name="Note">A short status such as "loss 0.031"; null: none.</param>
public sealed record RunProgress(string Stage, long Done, long Total, string? Note = null);
