#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace baton::scan {

/// The languages of Tesseract that are installed, mapped into memory. There is one set a process: Tesseract asks for
/// files through a plain function.
// decision 0076
namespace tessdata {

/// Maps the languages in a directory; if it is empty, in that of the distribution. Calling it again does nothing.
void map_installed(const std::string& directory);

/// Codes of the languages, sorted; without "osd" and "equ", which are none.
std::vector<std::string> languages();

/// Gives Tesseract a file by its name, wherever it believes it to be; false if it is not there.
bool read(const char* path, std::vector<char>* data);

}  // namespace tessdata

}  // namespace baton::scan
