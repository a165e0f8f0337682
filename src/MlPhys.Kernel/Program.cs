Console.Error.WriteLine("mlphys: no command yet");
return 2;
