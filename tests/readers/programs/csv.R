# Prints every table of a release as JSON, read from its CSV files with one of three readers, each column of the type
# that datapackage.json gives it. Rscript csv.R base|readr|data.table RELEASE
library(jsonlite)
arguments <- commandArgs(trailingOnly = TRUE)
tool <- arguments[1]
release <- arguments[2]

read <- function(path, types) {
  if (tool == "readr") {
    short <- c(string = "c", number = "d", integer = "i", date = "D")[types]
    return(readr::read_csv(path, col_types = paste(short, collapse = ""), na = "", trim_ws = FALSE, progress = FALSE))
  }
  classes <- unname(c(string = "character", number = "numeric", integer = "integer", date = "Date")[types])
  if (tool == "data.table") {
    return(data.table::fread(path, colClasses = classes, na.strings = "", encoding = "UTF-8", strip.white = FALSE))
  }
  read.csv(path, colClasses = classes, na.strings = "", encoding = "UTF-8", quote = "\"")
}

plain <- function(column) {
  if (is.character(column)) return(enc2utf8(column))
  if (inherits(column, "Date")) {
    days <- as.POSIXlt(column)
    return(ifelse(is.na(column), NA, sprintf("%04d-%02d-%02d", days$year + 1900L, days$mon + 1L, days$mday)))
  }
  column
}

tables <- list()
for (resource in fromJSON(file.path(release, "datapackage.json"), simplifyVector = FALSE)$resources) {
  types <- vapply(resource$schema$fields, function(field) field$type, "")
  found <- as.data.frame(read(file.path(release, resource$path), types))
  classes <- vapply(found, function(column) class(column)[1], "")
  stopifnot(all(classes == c(string = "character", number = "numeric", integer = "integer", date = "Date")[types]))
  found[] <- lapply(found, plain)
  tables[[resource$name]] <- found
}
cat(enc2utf8(as.character(toJSON(tables, dataframe = "rows", na = "null", digits = NA, auto_unbox = TRUE))))
