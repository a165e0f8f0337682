// The local build for scripts and notebooks: #load "../MlPhys.fsx"
// The Release build where there is one, else the Debug build. It opens no namespace and adds one name, `display`.
// In a session of `mlphys` the library and `display` are there already, and this file adds nothing.
#if !MLPHYS_HOST
#nowarn "211" // one of the two builds may be missing
#I "src/MlPhys.Core/bin/Release/net10.0"
#I "src/MlPhys.Core/bin/Debug/net10.0"
#r "(MlPhys is not built yet - run dotnet build)/../MlPhys.Core.dll"
#r "MlPhys.Torch.dll"
#load "src/MlPhys.Core/MlPhys.fsx"
#endif
