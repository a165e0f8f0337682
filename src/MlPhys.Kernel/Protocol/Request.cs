using MlPhys.Kernel.Zmtp;

namespace MlPhys.Kernel.Protocol;

/// <summary>A message of a front end and the connection that its reply goes to.</summary>
internal sealed record Request(JupyterMessage Message, ZmtpPeer Peer);
